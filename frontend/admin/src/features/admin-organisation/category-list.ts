/** Categories in their order, with the subcategories of each. */
import type { AdministeredCategory } from "@/api/administration";

export interface CategoryGroup {
  category: AdministeredCategory;
  below: AdministeredCategory[];
}

export function grouped(categories: readonly AdministeredCategory[]): CategoryGroup[] {
  const inOrder = [...categories].sort((one, other) => one.position - other.position);
  return inOrder
    .filter((one) => one.parent_id === null)
    .map((category) => ({ category, below: inOrder.filter((one) => one.parent_id === category.id) }));
}

/** Where a category would stand after a move by one; undefined at the end of the row. */
export function placeAfter(siblings: readonly { id: string }[], id: string, by: 1 | -1): number | undefined {
  const wanted = siblings.findIndex((one) => one.id === id) + by;
  return wanted < 0 || wanted >= siblings.length ? undefined : wanted;
}
