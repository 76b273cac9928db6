/**
 * Passkeys as the browser has them: options and answers travel as JSON with bytes as base64url. Newer browsers
 * translate by themselves (`parseCreationOptionsFromJSON`, `toJSON`); those we still serve do not all.
 */
import { ProblemError, type CeremonyJson } from "@/api";
import { texts } from "@/texts";

interface DescriptorJson {
  id: string;
  type: "public-key";
  transports?: AuthenticatorTransport[];
}

export function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const base64 = base64url.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

export function base64urlOf(bytes: ArrayBuffer): string {
  const characters = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte));
  return btoa(characters.join("")).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** Whether this browser knows passkeys at all; they need https, or a machine of one's own. */
export function knowsPasskeys(): boolean {
  return typeof PublicKeyCredential !== "undefined";
}

function descriptors(given: unknown): PublicKeyCredentialDescriptor[] {
  const several = Array.isArray(given) ? (given as DescriptorJson[]) : [];
  return several.map((one) => ({ ...one, id: bytesOf(one.id) }));
}

export function creationOptions(json: CeremonyJson): PublicKeyCredentialCreationOptions {
  const options = json as unknown as Omit<PublicKeyCredentialCreationOptions, "challenge" | "user"> & {
    challenge: string;
    user: { id: string; name: string; displayName: string };
  };
  return {
    ...options,
    challenge: bytesOf(options.challenge),
    user: { ...options.user, id: bytesOf(options.user.id) },
    excludeCredentials: descriptors(json.excludeCredentials),
  };
}

export function requestOptions(json: CeremonyJson): PublicKeyCredentialRequestOptions {
  const options = json as unknown as Omit<PublicKeyCredentialRequestOptions, "challenge"> & { challenge: string };
  return {
    ...options,
    challenge: bytesOf(options.challenge),
    allowCredentials: descriptors(json.allowCredentials),
  };
}

/** Lets this device make a passkey; throws a `ProblemError` in words when it does not. */
export async function makePasskey(options: CeremonyJson): Promise<CeremonyJson> {
  const made = await asked(() => navigator.credentials.create({ publicKey: creationOptions(options) }));
  const response = made.response as AuthenticatorAttestationResponse;
  return {
    ...partsOf(made),
    response: {
      clientDataJSON: base64urlOf(response.clientDataJSON),
      attestationObject: base64urlOf(response.attestationObject),
      transports: response.getTransports(),
    },
  };
}

/** Lets the owner prove themselves with a passkey; throws a `ProblemError` in words when they do not. */
export async function showPasskey(options: CeremonyJson): Promise<CeremonyJson> {
  const given = await asked(() => navigator.credentials.get({ publicKey: requestOptions(options) }));
  const response = given.response as AuthenticatorAssertionResponse;
  return {
    ...partsOf(given),
    response: {
      clientDataJSON: base64urlOf(response.clientDataJSON),
      authenticatorData: base64urlOf(response.authenticatorData),
      signature: base64urlOf(response.signature),
      userHandle: response.userHandle ? base64urlOf(response.userHandle) : null,
    },
  };
}

async function asked(ceremony: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  if (!knowsPasskeys()) throw fault("passkey-unsupported");
  try {
    return (await ceremony()) as PublicKeyCredential;
  } catch (error) {
    throw error instanceof DOMException ? fault(FAULTS[error.name] ?? "passkey-cancelled") : error;
  }
}

type Fault = keyof typeof texts.security.faults;

/** What the browser's errors mean to the officer (WebAuthn Level 2, 5.1.3 and 5.1.4). */
const FAULTS: Partial<Record<string, Fault>> = {
  NotAllowedError: "passkey-cancelled",
  AbortError: "passkey-cancelled",
  InvalidStateError: "passkey-known-here",
  SecurityError: "passkey-wrong-place",
  NotSupportedError: "passkey-unsupported",
  ConstraintError: "passkey-unsupported",
};

export function fault(code: Fault): ProblemError {
  return new ProblemError({ status: 0, code, detail: texts.security.faults[code], facts: {}, errors: {} });
}

function partsOf(credential: PublicKeyCredential): CeremonyJson {
  return {
    id: credential.id,
    rawId: base64urlOf(credential.rawId),
    type: credential.type,
    ...(credential.authenticatorAttachment
      ? { authenticatorAttachment: credential.authenticatorAttachment }
      : {}),
  };
}
