/** A category in words, part by part, for the comparison of two versions. */
import type { AdministeredCategory } from "@/api/administration";
import { administration } from "@/texts/administration";
import { categories as words } from "@/texts/admin-organisation";
import type { Row } from "@/ui/versions";

export function describeCategory(category: AdministeredCategory): Row[] {
  return [
    [words.name, category.name],
    [words.hint, category.hint],
    [administration.active, category.is_active ? administration.active : administration.inactive],
  ];
}
