/** An officer's data as it is typed, sent and compared. */
import type { Invitation, User, UserChange } from "@/api/administration";
import { wordFor } from "@/texts";
import { users as words } from "@/texts/admin-users";
import type { Row } from "@/ui/versions";

export interface UserForm {
  name: string;
  email: string;
  unit_id: string;
  position: string;
  rank: string;
  nip: string;
  /** The superior's id; empty for none. */
  superior_id: string;
}

export const FIELDS = ["name", "email", "unit_id", "position", "rank", "nip", "superior_id"] as const;

export function blankUser(): UserForm {
  return { name: "", email: "", unit_id: "", position: "", rank: "", nip: "", superior_id: "" };
}

export function formOf(user: User): UserForm {
  return {
    name: user.name,
    email: user.email,
    unit_id: user.unit_id,
    position: user.position,
    rank: user.rank ?? "",
    nip: user.nip ?? "",
    superior_id: user.superior_id ?? "",
  };
}

/** What was changed, as the server takes it: what may be missing is null when it is empty. */
export function changeOf(changed: Partial<UserForm>): UserChange {
  const { rank, nip, superior_id, ...rest } = changed;
  return {
    ...rest,
    ...(rank !== undefined && { rank: rank || null }),
    ...(nip !== undefined && { nip: nip || null }),
    ...(superior_id !== undefined && { superior_id: superior_id || null }),
  };
}

export function invitationOf(form: UserForm, roles: string[]): Invitation {
  const { rank, nip, superior_id, ...rest } = form;
  return {
    ...rest,
    ...(rank && { rank }),
    ...(nip && { nip }),
    ...(superior_id && { superior_id }),
    roles: roles as Invitation["roles"],
  };
}

export function roleNames(roles: readonly string[]): string {
  return roles.map((role) => wordFor(words.roles, role)).join(", ");
}

/** An officer in words, part by part, for the comparison of two versions. */
export function describeUser(user: User): Row[] {
  return [
    [words.name, user.name],
    [words.email, user.email],
    [words.unit, user.unit_name],
    [words.position, user.position],
    [words.rank, user.rank ?? ""],
    [words.nip, user.nip ?? ""],
    [words.superior, user.superior_name ?? ""],
    [words.state, wordFor(words.states, user.state)],
    [words.rolesTitle, roleNames(user.roles)],
    [words.teamsTitle, user.teams.map((seat) => `${seat.desk_name}: ${seat.name}`).join("; ")],
    [words.accessOf.second, user.has_second_factor ? words.accessOf.on : words.accessOf.off],
  ];
}
