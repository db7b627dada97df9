import { Anchor, Group, Progress, Text } from "@mantine/core";
import IconCircleCheckFilled from "@tabler/icons-react/icons/IconCircleCheckFilled";
import { Link } from "@tanstack/react-router";
import type { Dashboard } from "../../../src/contract/admin/dashboard.ts";
import { Section } from "../../parts/section.tsx";
import { paths } from "../../paths.ts";
import styles from "./set-up-steps.module.css";

type Setup = Dashboard["setup"];

type Step = {
  readonly isDone: (setup: Setup) => boolean;
  readonly title: string;
  readonly about: string;
  readonly path: string;
};

const steps: readonly Step[] = [
  {
    isDone: (setup) => setup.hasPool,
    title: "Create a number pool",
    about: "A set of phone numbers that are handed out one per visitor.",
    path: paths.newPool(),
  },
  {
    isDone: (setup) => setup.hasPoolNumber,
    title: "Add numbers to the pool",
    about: "Numbers that you own at a carrier: pick them, paste them, or import a CSV file.",
    path: paths.pools(),
  },
  {
    isDone: (setup) => setup.hasCampaign,
    title: "Create a campaign",
    about: "What is advertised, and where its calls go.",
    path: paths.newCampaign(),
  },
  {
    isDone: (setup) => setup.hasTag,
    title: "Add a call tracking tag",
    about: "It ties the number on your page to the pool.",
    path: paths.campaigns(),
  },
  {
    isDone: (setup) => setup.hasImpression,
    title: "Put the code on your page",
    about: "One line in the page's head: the <> button of the tag shows it, ready to copy.",
    path: paths.campaigns(),
  },
  {
    isDone: (setup) => setup.hasImpression,
    title: "See the first visit",
    about: "Open your page. If no number changes, Check your page says why.",
    path: paths.checkPage(),
  },
  {
    isDone: (setup) => setup.hasCall,
    title: "Receive the first call",
    about: "Call the number that your page shows, or place a test call without a phone.",
    path: paths.testCall(),
  },
];

/** The way from an empty account to the first call; gone when it is gone. */
export function SetUpSteps({ setup }: { readonly setup: Setup }) {
  const done = steps.filter((step) => step.isDone(setup)).length;
  if (done === steps.length) return null;
  const next = steps.find((step) => !step.isDone(setup));
  return (
    <Section
      title="Set up call tracking"
      actions={
        <Text size="sm" c="dimmed" className="numbers">
          {done} of {steps.length} done
        </Text>
      }
    >
      <Progress value={(100 * done) / steps.length} size="sm" mb="xs" aria-label="Set-up" />
      <ol className={styles["steps"]}>
        {steps.map((step, index) => {
          const isDone = step.isDone(setup);
          return (
            <li key={step.title} className={styles["step"]} data-next={step === next || undefined}>
              <span className={styles["mark"]} data-done={isDone || undefined} aria-hidden>
                {isDone ? <IconCircleCheckFilled size={26} /> : index + 1}
              </span>
              <div>
                <Group gap="xs">
                  <Anchor component={Link} to={step.path} size="sm" fw={600}>
                    {step.title}
                  </Anchor>
                  {isDone && (
                    <Text size="xs" c="dimmed">
                      Done
                    </Text>
                  )}
                  {step === next && (
                    <Text size="xs" fw={600} c="indigo">
                      Next
                    </Text>
                  )}
                </Group>
                <Text size="sm" c="dimmed">
                  {step.about}
                </Text>
              </div>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}
