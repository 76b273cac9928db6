/** English of `id-security.ts`. */
import type { security as Indonesian } from "./id-security";

export const security: typeof Indonesian = {
  title: "Account security",
  intro: "How you sign in, and from where. Changes here ask you to confirm who you are if you signed in long ago.",
  passkeys: "Passkeys",
  passkeysIntro:
    "Sign in with the fingerprint, face or PIN of a device, without typing password and code. A fake site cannot fish a passkey.",
  noPasskeys: "No passkeys yet.",
  created: (when) => `Made ${when}`,
  lastUsed: (when) => `Last used ${when}`,
  neverUsed: "Never used",
  synced: "Follows you to your other devices",
  addPasskey: "Add a passkey",
  passkeyName: "Name of the passkey",
  passkeyNameHint: "So that you know it later, for example “Office laptop”.",
  makePasskey: "Make it on this device",
  passkeyAdded: (name) => `The passkey “${name}” is ready.`,
  removePasskey: (name) => `Delete the passkey ${name}`,
  removeTitle: "Delete this passkey?",
  removeIntro: (name) =>
    `“${name}” will no longer let you in. Delete it from the password manager of your device as well.`,
  removeSubmit: "Delete passkey",
  passkeyRemoved: (name) => `The passkey “${name}” is deleted.`,
  signInByPasskey: "Sign in with a passkey",
  or: "or",
  password: "Password",
  passwordIntro: "After a change other devices have to sign in again; this browser stays signed in.",
  currentPassword: "Current password",
  newPassword: "New password",
  newPasswordHint: "At least 10 characters; string words together.",
  changePassword: "Change password",
  passwordChanged: "Password changed. Other devices are signed out.",
  sessions: "Other devices",
  sessionsIntro:
    "If you signed in on a shared computer or lost your phone, sign them all out. This browser stays signed in.",
  lastLogin: (when) => `Signed in before: ${when}.`,
  endOthers: "Sign out other devices",
  othersEnded: "All other devices are signed out.",
  faults: {
    "passkey-cancelled": "The passkey was not used, or time ran out. Try again if you want to.",
    "passkey-known-here": "This device already holds a passkey of your account.",
    "passkey-wrong-place":
      "Passkeys cannot be used at this address. Open the app by the name of its site, not by an address in numbers.",
    "passkey-unsupported":
      "This browser or device cannot keep a passkey that is guarded by fingerprint, face or PIN.",
  },
};
