import { useOutletContext } from "react-router";

/** What the frame around the chat offers to what is inside it. */
export interface ChatFrame {
  openSheet: () => void;
  startNew: () => void;
  showKeys: () => void;
}

export function useChatFrame(): ChatFrame {
  return useOutletContext<ChatFrame>();
}
