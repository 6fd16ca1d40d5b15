import type { OwnRule } from "../../api/types";
import type { Key } from "../../words/words";

export type Kind = NonNullable<OwnRule["kind"]>;

/** What personal data is called, in the order in which a person would look for it. */
export const kindWords: Record<Kind, Key> = {
  PERSON: "privacy.kind.person",
  EMAIL: "privacy.kind.email",
  PHONE: "privacy.kind.phone",
  ADDRESS: "privacy.kind.address",
  POSTAL: "privacy.kind.postal",
  DOB: "privacy.kind.dob",
  MY_NUMBER: "privacy.kind.my_number",
  CREDIT_CARD: "privacy.kind.credit_card",
  BANK_ACCOUNT: "privacy.kind.bank_account",
  IBAN: "privacy.kind.iban",
  PASSPORT: "privacy.kind.passport",
  DRIVER_LICENSE: "privacy.kind.driver_license",
  PENSION: "privacy.kind.pension",
  INSURANCE: "privacy.kind.insurance",
  NATIONAL_ID: "privacy.kind.national_id",
  TAX_ID: "privacy.kind.tax_id",
  IP_ADDRESS: "privacy.kind.ip_address",
  MAC_ADDRESS: "privacy.kind.mac_address",
  HANDLE: "privacy.kind.handle",
  SECRET: "privacy.kind.secret",
  CUSTOM: "privacy.kind.custom",
};

export const kinds = Object.keys(kindWords) as Kind[];
