<?php
/**
 * Plugin Name:       Callpool
 * Description:       Shows every visitor a phone number of their own, from your Callpool server.
 * Version:           1.0.0
 * Requires at least: 5.7
 * Requires PHP:      7.4
 * License:           Apache-2.0
 * Text Domain:       callpool
 *
 * @package Callpool
 */

defined( 'ABSPATH' ) || exit;

/** Used until something else is saved under Settings → Callpool. */
const CALLPOOL_DEFAULTS = array(
	'host'     => 'calls.example.com',
	'campaign' => 'cmp_yourcampaign',
);

/** Names the option, the group of settings, and the page of settings. */
const CALLPOOL = 'callpool';

/** What is saved, or the defaults. Others can write options, too, so nothing here is trusted. */
function callpool_settings(): array {
	$saved = get_option( CALLPOOL, array() );
	return array_merge( CALLPOOL_DEFAULTS, is_array( $saved ) ? $saved : array() );
}

/** A host with or without a port, or '' for anything else. */
function callpool_host( $text ): string {
	$host = is_string( $text ) ? preg_replace( '~^(https?:)?//|/$~i', '', trim( $text ) ) : '';
	return preg_match( '~^[a-z0-9.-]+(:[0-9]{1,5})?\z~i', $host ) ? $host : '';
}

/** The id of a campaign, or '' for anything else. */
function callpool_campaign( $text ): string {
	$id = is_string( $text ) ? trim( $text ) : '';
	return preg_match( '~^cmp_[0-9a-z]{26}\z~', $id ) ? $id : '';
}

/** Prints the script's tag; nothing at all unless both settings are what they should be. */
function callpool_print_script(): void {
	$settings = callpool_settings();
	$host     = callpool_host( $settings['host'] );
	$campaign = callpool_campaign( $settings['campaign'] );
	if ( '' === $host || '' === $campaign ) {
		return;
	}
	wp_print_script_tag(
		array(
			'id'    => 'callpool-js',
			'src'   => "//$host/$campaign",
			'async' => true,
		)
	);
}
// Early: the sooner the script is asked for, the sooner visitors see their number.
add_action( 'wp_head', 'callpool_print_script', 1 );

/** Checks what was typed. What is wrong keeps its old value, and the page says so. */
function callpool_sanitize( $typed ): array {
	$typed    = is_array( $typed ) ? $typed : array();
	$settings = callpool_settings();
	$host     = callpool_host( $typed['host'] ?? '' );
	$campaign = callpool_campaign( $typed['campaign'] ?? '' );
	if ( '' === $host ) {
		$message = __( 'The host is not one: it looks like calls.example.com.', 'callpool' );
		add_settings_error( CALLPOOL, 'host', $message );
	}
	if ( '' === $campaign ) {
		$message = __( 'The campaign id is not one: cmp_ and 26 characters.', 'callpool' );
		add_settings_error( CALLPOOL, 'campaign', $message );
	}
	return array(
		'host'     => '' === $host ? $settings['host'] : $host,
		'campaign' => '' === $campaign ? $settings['campaign'] : $campaign,
	);
}

function callpool_register_settings(): void {
	register_setting(
		CALLPOOL,
		CALLPOOL,
		array(
			'type'              => 'array',
			'sanitize_callback' => 'callpool_sanitize',
		)
	);
	add_settings_section( CALLPOOL, '', '__return_empty_string', CALLPOOL );
	$labels = array(
		'host'     => __( 'Host of your Callpool server', 'callpool' ),
		'campaign' => __( 'Campaign id', 'callpool' ),
	);
	foreach ( $labels as $name => $label ) {
		$field = array(
			'name'      => $name,
			'label_for' => "callpool-$name",
		);
		add_settings_field( $name, $label, 'callpool_print_field', CALLPOOL, CALLPOOL, $field );
	}
}
add_action( 'admin_init', 'callpool_register_settings' );

function callpool_print_field( array $field ): void {
	$value = callpool_settings()[ $field['name'] ];
	printf(
		'<input type="text" class="regular-text code" id="%s" name="%s" value="%s" />',
		esc_attr( $field['label_for'] ),
		esc_attr( CALLPOOL . "[{$field['name']}]" ),
		esc_attr( is_string( $value ) ? $value : '' )
	);
}

function callpool_print_page(): void {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	echo '<div class="wrap"><h1>' . esc_html( get_admin_page_title() ) . '</h1>';
	echo '<form action="options.php" method="post">';
	settings_fields( CALLPOOL );
	do_settings_sections( CALLPOOL );
	submit_button();
	echo '</form></div>';
}

function callpool_add_page(): void {
	add_options_page( 'Callpool', 'Callpool', 'manage_options', CALLPOOL, 'callpool_print_page' );
}
add_action( 'admin_menu', 'callpool_add_page' );

/** Leaves nothing behind. */
function callpool_uninstall(): void {
	delete_option( CALLPOOL );
}
register_uninstall_hook( __FILE__, 'callpool_uninstall' );
