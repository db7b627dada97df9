import { createTransport } from "nodemailer";

export type InvitationMail = {
  readonly to: string;
  readonly link: string;
  readonly accountName: string;
  readonly invitedBy: string;
};

/** Sends what people get by mail. */
export type Mailer = {
  /** @returns whether the mail server took it; why not is told to the log */
  invite(mail: InvitationMail): Promise<boolean>;
};

export type MailOptions = {
  /** `smtp://USER:PASSWORD@HOST:587`, or `smtps://` for TLS from the start; "" for none. */
  readonly smtpUrl: string;
  /** Sender, for example `Callpool <callpool@example.com>`. */
  readonly from: string;
  /** Told of mails that were not taken. */
  readonly onFault: (message: string, cause: unknown) => void;
};

/** A person waits for the answer meanwhile. */
const TIMEOUT_MS = 10_000;

/** @returns undefined where no mail server is set up */
export function openMailer({ smtpUrl, from, onFault }: MailOptions): Mailer | undefined {
  if (smtpUrl === "") return undefined;
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async invite(mail) {
      try {
        await transport.sendMail({ from, to: { name: "", address: mail.to }, ...invitation(mail) });
        return true;
      } catch (error) {
        onFault("The mail server did not take an invitation.", error);
        return false;
      }
    },
  };
}

/** Plain text: names in it are what people typed, and mean nothing there (R71). */
function invitation({ link, accountName, invitedBy }: InvitationMail) {
  return {
    subject: `${invitedBy} invites you to ${accountName} on Callpool`,
    text:
      `${invitedBy} invites you to the account ${accountName} on Callpool.\n\n` +
      `To join, open this link within 7 days:\n${link}\n\n` +
      "It is for you alone. If you do not know what this is about, do nothing.\n",
  };
}
