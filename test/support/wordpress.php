<?php
/*
 * As much of WordPress as examples/wordpress/callpool.php uses, as its reference describes it. Reads
 * what happens from standard input as JSON, and answers what the plugin did with it.
 *
 * In:  {"option": what is saved or null, "typed": what is submitted, "canManage": bool}
 * Out: {"head", "page", "kept", "errors", "deleted"}
 */

define( 'ABSPATH', '/' );

$happening = json_decode( stream_get_contents( STDIN ), true, 64, JSON_THROW_ON_ERROR );
$actions   = array();
$sanitize  = null;
$fields    = array();
$errors    = array();
$pages     = array();
$uninstall = null;
$deleted   = array();

function add_action( string $hook, callable $callback, int $priority = 10 ): void {
	global $actions;
	$actions[ $hook ][] = array( $priority, $callback );
}

function get_option( string $name, $default = false ) {
	global $happening;
	return 'callpool' === $name ? $happening['option'] ?? $default : $default;
}

function delete_option( string $name ): void {
	global $deleted;
	$deleted[] = $name;
}

function register_setting( string $group, string $name, array $args ): void {
	global $sanitize;
	$sanitize = $args['sanitize_callback'];
}

function add_settings_error( string $setting, string $code, string $message ): void {
	global $errors;
	$errors[] = $code;
}

function add_settings_section( string $id, string $title, $callback, string $page ): void {}

function add_settings_field( $id, $title, callable $callback, $page, $section, $args ): void {
	global $fields;
	$fields[] = array( $callback, $args );
}

function add_options_page( $title, $menu, string $capability, $slug, callable $callback ): void {
	global $pages;
	$pages[ $capability ] = $callback;
}

function register_uninstall_hook( string $file, callable $callback ): void {
	global $uninstall;
	$uninstall = $callback;
}

function current_user_can( string $capability ): bool {
	global $happening;
	return 'manage_options' === $capability && $happening['canManage'];
}

function settings_fields( string $group ): void {
	echo '<input type="hidden" name="_wpnonce" />';
}

function do_settings_sections( string $page ): void {
	global $fields;
	foreach ( $fields as list( $callback, $args ) ) {
		$callback( $args );
	}
}

function submit_button(): void {
	echo '<button>Save</button>';
}

function get_admin_page_title(): string {
	return 'Callpool';
}

function __( string $text, string $domain ): string {
	return $text;
}

function esc_html( string $text ): string {
	return htmlspecialchars( $text, ENT_QUOTES, 'UTF-8' );
}

function esc_attr( string $text ): string {
	return htmlspecialchars( $text, ENT_QUOTES, 'UTF-8' );
}

function wp_print_script_tag( array $attributes ): void {
	echo '<script';
	foreach ( $attributes as $name => $value ) {
		if ( true === $value ) {
			echo ' ' . esc_attr( $name );
		} elseif ( false !== $value ) {
			printf( ' %s="%s"', esc_attr( $name ), esc_attr( $value ) );
		}
	}
	echo "></script>\n";
}

/** Runs what is hooked, in the order of priority. @return string what it printed */
function run_action( string $hook ): string {
	global $actions;
	$hooked = $actions[ $hook ] ?? array();
	usort( $hooked, fn( $one, $other ) => $one[0] <=> $other[0] );
	ob_start();
	foreach ( $hooked as list( , $callback ) ) {
		$callback();
	}
	return ob_get_clean();
}

set_error_handler(
	function ( int $level, string $message, string $file, int $line ): never {
		throw new ErrorException( $message, 0, $level, $file, $line );
	}
);

require $argv[1];

$head = run_action( 'wp_head' );
run_action( 'admin_init' );
run_action( 'admin_menu' );
ob_start();
$pages['manage_options']();
$page = ob_get_clean();
$kept = $sanitize( $happening['typed'] ?? null );
$uninstall();

echo json_encode(
	array(
		'head'    => $head,
		'page'    => $page,
		'kept'    => $kept,
		'errors'  => $errors,
		'deleted' => $deleted,
	),
	JSON_THROW_ON_ERROR
);
