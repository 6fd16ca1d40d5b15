import type { HiddenItem, Message } from "../../api/types";
import type { Key } from "../../words/words";

const kinds: Record<string, Key> = {
  PERSON: "hidden.kind.PERSON",
  EMAIL: "hidden.kind.EMAIL",
  PHONE: "hidden.kind.PHONE",
  ADDRESS: "hidden.kind.ADDRESS",
  POSTAL: "hidden.kind.POSTAL",
  DOB: "hidden.kind.DOB",
  MY_NUMBER: "hidden.kind.MY_NUMBER",
  CREDIT_CARD: "hidden.kind.CREDIT_CARD",
  BANK_ACCOUNT: "hidden.kind.BANK_ACCOUNT",
  IBAN: "hidden.kind.IBAN",
  PASSPORT: "hidden.kind.PASSPORT",
  DRIVER_LICENSE: "hidden.kind.DRIVER_LICENSE",
  PENSION: "hidden.kind.PENSION",
  INSURANCE: "hidden.kind.INSURANCE",
  NATIONAL_ID: "hidden.kind.NATIONAL_ID",
  TAX_ID: "hidden.kind.TAX_ID",
  IP_ADDRESS: "hidden.kind.IP_ADDRESS",
  MAC_ADDRESS: "hidden.kind.MAC_ADDRESS",
  HANDLE: "hidden.kind.HANDLE",
  SECRET: "hidden.kind.SECRET",
  CUSTOM: "hidden.kind.CUSTOM",
};

/** What a kind is called; one that this page does not know yet is simply personal. */
export function kindKey(kind: string): Key {
  return kinds[kind] ?? "hidden.kind.CUSTOM";
}

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
