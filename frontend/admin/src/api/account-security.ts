/** How the officer's own account is guarded. */
import { answer, client } from "./client";
import { entered } from "./session";
import type { Passkey, Session } from "./shapes";
import { proof } from "./transport";

/** Options or answer of a passkey ceremony as JSON; bytes are base64url. */
export type CeremonyJson = Record<string, unknown>;

export async function beginPasskeyEntry(): Promise<CeremonyJson> {
  const call = client.POST("/api/admin/v1/session/passkey/options", { params: { header: proof() } });
  return (await answer(call)).options;
}

export async function signInByPasskey(credential: CeremonyJson): Promise<Session> {
  const call = client.POST("/api/admin/v1/session/passkey", {
    params: { header: proof() },
    body: { credential },
  });
  return entered(await answer(call));
}

export async function listPasskeys(): Promise<Passkey[]> {
  return (await answer(client.GET("/api/admin/v1/account/passkeys"))).items;
}

export async function beginPasskey(): Promise<CeremonyJson> {
  const call = client.POST("/api/admin/v1/account/passkeys/options", { params: { header: proof() } });
  return (await answer(call)).options;
}

export async function registerPasskey(name: string, credential: CeremonyJson): Promise<Passkey> {
  return answer(
    client.POST("/api/admin/v1/account/passkeys", {
      params: { header: proof() },
      body: { name, credential },
    }),
  );
}

export async function deletePasskey(id: string): Promise<void> {
  await answer(
    client.DELETE("/api/admin/v1/account/passkeys/{passkey_id}", {
      params: { header: proof(), path: { passkey_id: id } },
    }),
  );
}

export async function changePassword(current: string, replacement: string): Promise<Session> {
  const call = client.PUT("/api/admin/v1/account/password", {
    params: { header: proof() },
    body: { current, new: replacement },
  });
  return entered(await answer(call));
}

/** Ends every login of this account but the one of this browser. */
export async function endOtherSessions(): Promise<Session> {
  const call = client.DELETE("/api/admin/v1/account/other-sessions", { params: { header: proof() } });
  return entered(await answer(call));
}
