import { accountPatchSchema, accountSchema } from "../../contract/admin/account.ts";
import { accountOf, patchAccount } from "../../service/admin/account.ts";
import type { Account, Catalogue } from "../../store/catalogue.ts";
import { iso, operation, problemAnswers, type AdminApp } from "./admin-app.ts";
import { actorOf } from "./actor.ts";

const area = "Account";

/** The account that the token or session is for: there is no way to name another. */
export function accountRoutes(app: AdminApp, catalogue: Catalogue): void {
  app.get("/account", {
    schema: {
      ...operation(area, "getAccount", "Get the account"),
      response: { 200: accountSchema, ...problemAnswers },
    },
    handler: async (request) => show(await accountOf(catalogue, actorOf(request).accountId)),
  });
  app.patch("/account", {
    schema: {
      ...operation(area, "updateAccount", "Change the account"),
      body: accountPatchSchema,
      response: { 200: accountSchema, ...problemAnswers },
    },
    handler: async (request) =>
      show(await patchAccount(catalogue, actorOf(request).accountId, request.body)),
  });
}

function show({ allowedCountries, createdAt, ...account }: Account) {
  return { ...account, allowedCountries: [...allowedCountries], createdAt: iso(createdAt) };
}
