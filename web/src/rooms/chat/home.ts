import { queries } from "../../api/queries";
import { whoAmI } from "../accounts/me";
import { newestOrFirstSession } from "./sessions";

const homes = ["/", "/chat"];

/** Leads the first screen straight to its chat, before anything is drawn that would only be left again. */
export async function goStraightHome(): Promise<void> {
  if (!homes.includes(location.pathname)) return;
  try {
    await queries.fetchQuery(whoAmI);
    const { id } = await newestOrFirstSession();
    history.replaceState(history.state, "", `/chat/${id}`);
  } catch {
    // The screen finds out the same, and says so.
  }
}
