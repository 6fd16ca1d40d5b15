import "./look/tokens.css";
import "./look/base.css";
import "./ui/ui.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import { App } from "./App";
import { queries } from "./api/queries";
import { preferredLanguage, startLook } from "./look/preferences";
import { keepForOffline } from "./offline";
import { whoAmI } from "./rooms/accounts/me";
import { goStraightHome } from "./rooms/chat/home";
import { dictionaryOf } from "./words/dictionaries";
import { InLanguage } from "./words/InLanguage";

async function start(place: HTMLElement): Promise<void> {
  startLook();
  // Asked now, so that the answer travels while the words do.
  void queries.prefetchQuery(whoAmI);
  const [words] = await Promise.all([dictionaryOf(preferredLanguage()), goStraightHome()]);
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <BrowserRouter>
          <InLanguage first={words}>
            <App />
          </InLanguage>
        </BrowserRouter>
      </QueryClientProvider>
    </StrictMode>,
  );
}

const place = document.getElementById("root");
if (place) void start(place);
keepForOffline();
