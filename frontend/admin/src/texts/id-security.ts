/** Sentences of the page on which officers guard their account, and of passkeys. */
export const security = {
  title: "Keamanan akun",
  intro: "Cara Anda masuk dan dari mana saja. Perubahan di sini meminta Anda memastikan diri bila Anda sudah lama masuk.",
  passkeys: "Kunci sandi (passkey)",
  passkeysIntro:
    "Masuk dengan sidik jari, wajah, atau PIN perangkat, tanpa mengetik kata sandi dan kode. Kunci sandi tidak dapat dipancing situs tiruan.",
  noPasskeys: "Belum ada kunci sandi.",
  created: (when: string) => `Dibuat ${when}`,
  lastUsed: (when: string) => `Terakhir dipakai ${when}`,
  neverUsed: "Belum pernah dipakai",
  synced: "Ikut ke perangkat Anda yang lain",
  addPasskey: "Tambah kunci sandi",
  passkeyName: "Nama kunci sandi",
  passkeyNameHint: "Agar Anda mengenalinya nanti, misalnya “Laptop kantor”.",
  makePasskey: "Buat di perangkat ini",
  passkeyAdded: (name: string) => `Kunci sandi “${name}” terpasang.`,
  removePasskey: (name: string) => `Hapus kunci sandi ${name}`,
  removeTitle: "Hapus kunci sandi?",
  removeIntro: (name: string) =>
    `“${name}” tidak dapat dipakai masuk lagi. Hapus juga dari pengelola kata sandi di perangkat Anda.`,
  removeSubmit: "Hapus kunci sandi",
  passkeyRemoved: (name: string) => `Kunci sandi “${name}” dihapus.`,
  signInByPasskey: "Masuk dengan kunci sandi (passkey)",
  or: "atau",
  password: "Kata sandi",
  passwordIntro: "Setelah diganti, perangkat lain harus masuk lagi; peramban ini tetap masuk.",
  currentPassword: "Kata sandi sekarang",
  newPassword: "Kata sandi baru",
  newPasswordHint: "Paling sedikit 10 karakter; rangkai kata.",
  changePassword: "Ganti kata sandi",
  passwordChanged: "Kata sandi sudah diganti. Perangkat lain sudah dikeluarkan.",
  sessions: "Perangkat lain",
  sessionsIntro:
    "Bila Anda pernah masuk di komputer bersama atau kehilangan ponsel, keluarkan semuanya. Peramban ini tetap masuk.",
  lastLogin: (when: string) => `Masuk sebelumnya: ${when}.`,
  endOthers: "Keluar dari perangkat lain",
  othersEnded: "Semua perangkat lain sudah dikeluarkan.",
  faults: {
    "passkey-cancelled": "Kunci sandi tidak jadi dipakai, atau waktunya habis. Coba lagi bila perlu.",
    "passkey-known-here": "Perangkat ini sudah menyimpan kunci sandi akun Anda.",
    "passkey-wrong-place":
      "Kunci sandi tidak dapat dipakai pada alamat ini. Buka aplikasi lewat nama situsnya, bukan angka alamatnya.",
    "passkey-unsupported":
      "Peramban atau perangkat ini tidak dapat menyimpan kunci sandi yang dijaga sidik jari, wajah, atau PIN.",
  },
};
