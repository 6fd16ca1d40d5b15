import type { HiddenItem, Message } from "../../api/types";

export interface Counted {
  hidden: number;
  asIs: number;
}

export function countHidden(items: readonly HiddenItem[], asIs: readonly string[]): Counted {
  const sent = items.filter((item) => asIs.includes(item.placeholder)).length;
  return { hidden: items.length - sent, asIs: sent };
}

/** The question that is being answered: the newest of the branch. */
export function newestQuestion(messages: readonly Message[]): Message | undefined {
  return messages.findLast((message) => message.role === "user");
}
