import { describe, expect, test } from "vitest";
import { describeOptions, OptionError, readOptions, serverOptions } from "./options.ts";

const read = (args: readonly string[], environment = {}) =>
  readOptions(serverOptions, args, environment);

describe("options", () => {
  test("have defaults", () => {
    const { values, positionals } = read([]);
    expect(values).toMatchObject({ port: 4000, data: "./data", demo: true });
    expect(positionals).toEqual([]);
  });

  test("the command line prevails over the environment, that over the default", () => {
    const environment = { CALLPOOL_PORT: "5000", CALLPOOL_DATA: "/srv", CALLPOOL_DEMO: "false" };
    expect(read([], environment).values).toMatchObject({ port: 5000, data: "/srv", demo: false });
    expect(read(["--port", "6000", "--demo"], environment).values).toMatchObject({
      port: 6000,
      demo: true,
    });
    expect(read(["--no-demo"]).values.demo).toBe(false);
  });

  test.each([
    [["--port", "many"], {}],
    [["--port", "-1"], {}],
    [["--prot", "1"], {}],
    [["--port"], {}],
    [[], { CALLPOOL_DEMO: "perhaps" }],
  ])("%j with %j is refused", (args, environment) => {
    expect(() => read(args, environment)).toThrow(OptionError);
  });

  test("--help names every option and its environment variable", () => {
    const help = describeOptions(serverOptions);
    for (const [name, option] of Object.entries(serverOptions)) {
      expect(help).toContain(name);
      expect(help).toContain(option.environment);
    }
  });
});
