/** Signing in and out. */
import { answer, client } from "./client";
import type { Enrolment, RecoveryCodes, Session } from "./shapes";
import { proof, useToken } from "./transport";

export function entered(session: Session): Session {
  useToken(session.csrf_token);
  return session;
}

export async function showSession(): Promise<Session> {
  return entered(await answer(client.GET("/api/admin/v1/session")));
}

export async function signIn(email: string, password: string): Promise<Session> {
  const call = client.POST("/api/admin/v1/session", {
    params: { header: proof() },
    body: { email, password },
  });
  return entered(await answer(call));
}

export async function giveSecondFactor(code: string): Promise<Session> {
  const call = client.POST("/api/admin/v1/session/totp", {
    params: { header: proof() },
    body: { code },
  });
  return entered(await answer(call));
}

export async function beginAuthenticator(): Promise<Enrolment> {
  return answer(
    client.POST("/api/admin/v1/session/authenticator", { params: { header: proof() } }),
  );
}

export async function confirmAuthenticator(code: string): Promise<RecoveryCodes> {
  const call = client.POST("/api/admin/v1/session/authenticator/confirmation", {
    params: { header: proof() },
    body: { code },
  });
  const given = await answer(call);
  if (given.session) useToken(given.session.csrf_token);
  return given;
}

export async function renewRecoveryCodes(): Promise<RecoveryCodes> {
  return answer(
    client.POST("/api/admin/v1/session/recovery-codes", { params: { header: proof() } }),
  );
}

export async function signOut(): Promise<void> {
  await answer(client.DELETE("/api/admin/v1/session", { params: { header: proof() } }));
}
