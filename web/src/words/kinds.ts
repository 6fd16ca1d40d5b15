import type { OwnRule } from "../api/types";
import type { Key } from "./words";

export type Kind = NonNullable<OwnRule["kind"]>;

/** What personal data is called, in the order in which a person would look for it. */
export const kindWords: Record<Kind, Key> = {
  PERSON: "kind.PERSON",
  EMAIL: "kind.EMAIL",
  PHONE: "kind.PHONE",
  ADDRESS: "kind.ADDRESS",
  POSTAL: "kind.POSTAL",
  DOB: "kind.DOB",
  MY_NUMBER: "kind.MY_NUMBER",
  CREDIT_CARD: "kind.CREDIT_CARD",
  BANK_ACCOUNT: "kind.BANK_ACCOUNT",
  IBAN: "kind.IBAN",
  PASSPORT: "kind.PASSPORT",
  DRIVER_LICENSE: "kind.DRIVER_LICENSE",
  PENSION: "kind.PENSION",
  INSURANCE: "kind.INSURANCE",
  NATIONAL_ID: "kind.NATIONAL_ID",
  TAX_ID: "kind.TAX_ID",
  IP_ADDRESS: "kind.IP_ADDRESS",
  MAC_ADDRESS: "kind.MAC_ADDRESS",
  HANDLE: "kind.HANDLE",
  SECRET: "kind.SECRET",
  CUSTOM: "kind.CUSTOM",
};

export const kinds = Object.keys(kindWords) as Kind[];

/** What a kind is called; one that this page does not know yet is simply personal. */
export function kindKey(kind: string): Key {
  return kind in kindWords ? kindWords[kind as Kind] : "kind.CUSTOM";
}
