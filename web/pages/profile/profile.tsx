import { useMe } from "../../api/me.ts";
import { Page } from "../../parts/page.tsx";
import { NameSection } from "./name-section.tsx";
import { PasswordSection } from "./password-section.tsx";
import { SessionsSection } from "./sessions-section.tsx";
import { TwoFactorSection } from "./two-factor-section.tsx";

export { Profile as Page };

function Profile() {
  const { user } = useMe();
  return (
    <Page title="Profile and security" about={user.email}>
      <NameSection name={user.name} />
      <PasswordSection email={user.email} hasPassword={user.hasPassword} />
      <TwoFactorSection isOn={user.isTwoFactorOn} hasPassword={user.hasPassword} />
      <SessionsSection />
    </Page>
  );
}
