import type { Message } from "../../api/types";

type Branch = readonly Message[];

/** The branch down to one message; null when that message is not in it. */
export function upTo(branch: Branch, id: string | null): Branch | null {
  if (id === null) return [];
  const place = branch.findIndex((message) => message.id === id);
  return place < 0 ? null : branch.slice(0, place + 1);
}

/** Puts a question, or a finished answer, at the end of the branch it belongs to. */
export function withMessage(branch: Branch, message: Message): Branch | null {
  const place = branch.findIndex((one) => one.id === message.id);
  if (place >= 0) return [...branch.slice(0, place), message, ...branch.slice(place + 1)];
  const before = upTo(branch, message.parent_id);
  return before && [...before, message];
}

/** What stays in view while a question is asked anew: everything before the one it replaces. */
export function before(branch: Branch, id: string | null): Branch {
  const place = branch.findIndex((message) => message.id === id);
  return place < 0 ? branch : branch.slice(0, place);
}

export function citationsOf(message: Message) {
  return message.parts.filter((part) => part.type === "citation");
}

/** A title from the first line of the first question, cut where it still reads as one. */
export function titleFrom(question: string): string {
  const line = question.split("\n").find((one) => one.trim() !== "") ?? "";
  const words = line.replace(/[#*`>]/g, "").trim();
  const letters = Array.from(words);
  const longest = 40;
  return letters.length <= longest ? words : `${letters.slice(0, longest - 1).join("")}…`;
}
