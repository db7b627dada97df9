/** The process's environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

export type Command = {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What `--help` prints. */
  readonly help: string;
  /**
   * @returns the exit code
   * @throws OptionError for a mistake on the command line
   */
  run(args: readonly string[], environment: Environment): Promise<number>;
};

/** What went wrong, and how to mend it; printed without a stack. */
export class CommandError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "CommandError";
  }
}
