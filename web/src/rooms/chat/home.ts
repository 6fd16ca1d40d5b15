import { queries } from "../../api/queries";
import { whoAmI } from "../accounts/me";
import { newestOrFirstSession } from "./sessions";

/** Whatever does not go well at the first try, the screen tries again, and says so. */
const once = { retry: false } as const;
const homes = ["/", "/chat"];

/** Leads the first screen straight to its chat, before anything is drawn that would only be left again. */
export async function goStraightHome(): Promise<void> {
  if (!homes.includes(location.pathname)) return;
  try {
    await queries.fetchQuery({ ...whoAmI, ...once });
    const { id } = await newestOrFirstSession(once);
    history.replaceState(history.state, "", `/chat/${id}`);
  } catch {
    // The screen finds out the same.
  }
}
