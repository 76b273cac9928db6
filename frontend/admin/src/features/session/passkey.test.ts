import { afterEach, describe, expect, it, vi } from "vitest";
import { asProblem } from "@/api";
import { texts } from "@/texts";
import { base64urlOf, bytesOf, creationOptions, requestOptions, showPasskey } from "./passkey";

const bytes = Uint8Array.from({ length: 256 }, (_, place) => place);

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("bytes on their way", () => {
  it("come back as they went, whatever their number", () => {
    for (const length of [0, 1, 2, 3, 255, 256]) {
      const some = bytes.slice(0, length);
      expect([...bytesOf(base64urlOf(some.buffer))]).toEqual([...some]);
    }
  });

  it("are written without signs that addresses and padding use", () => {
    expect(base64urlOf(Uint8Array.from([251, 255, 254, 0]).buffer)).toBe("-__-AA");
  });
});

describe("what the browser is asked", () => {
  const key = { id: "AQI", type: "public-key", transports: ["internal"] };

  it("names the site and the owner, and the passkeys they have already", () => {
    const options = creationOptions({
      rp: { id: "contoh.example", name: "Tanggap" },
      challenge: "AAE",
      user: { id: "Ag", name: "a@contoh.example", displayName: "A" },
      excludeCredentials: [key],
    });
    expect(options.rp.id).toBe("contoh.example");
    expect(options.challenge).toEqual(Uint8Array.from([0, 1]));
    expect(options.user.id).toEqual(Uint8Array.from([2]));
    expect(options.excludeCredentials).toEqual([{ ...key, id: Uint8Array.from([1, 2]) }]);
  });

  it("leaves open which passkey it is when the server names none", () => {
    expect(requestOptions({ challenge: "AAE", rpId: "contoh.example" })).toEqual({
      challenge: Uint8Array.from([0, 1]),
      rpId: "contoh.example",
      allowCredentials: [],
    });
  });
});

describe("what went wrong at the device", () => {
  const tried = async (error: Error): Promise<{ code: string; message: string }> => {
    vi.stubGlobal("PublicKeyCredential", vi.fn());
    vi.stubGlobal("navigator", { credentials: { get: () => Promise.reject(error) } });
    return showPasskey({ challenge: "AAE" }).then(
      () => ({ code: "", message: "" }),
      (thrown: unknown) => asProblem(thrown),
    );
  };

  it("is told in words", async () => {
    const faults = texts.security.faults;
    for (const [name, code] of [
      ["NotAllowedError", "passkey-cancelled"],
      ["SecurityError", "passkey-wrong-place"],
      ["NotSupportedError", "passkey-unsupported"],
      ["SomethingNewError", "passkey-cancelled"],
    ] as const) {
      expect(await tried(new DOMException("english", name))).toMatchObject({ code, message: faults[code] });
    }
  });

  it("is told too where the browser knows no passkeys", async () => {
    await expect(showPasskey({ challenge: "AAE" })).rejects.toMatchObject({ code: "passkey-unsupported" });
  });
});
