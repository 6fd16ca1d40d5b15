import { act, type ReactElement } from "react";
import { createRoot } from "react-dom/client";
import { MemoryRouter } from "react-router";
import ja from "../src/words/ja.json";
import { WordsContext, wordsOf } from "../src/words/words";

declare global {
  var IS_REACT_ACT_ENVIRONMENT: boolean;
}
globalThis.IS_REACT_ACT_ENVIRONMENT = true;

const words = wordsOf(ja);

/** Draws an element as the page would and returns the place it stands in. */
export async function draw(element: ReactElement): Promise<HTMLElement> {
  const place = document.createElement("div");
  await act(async () => {
    createRoot(place).render(
      <MemoryRouter>
        <WordsContext value={words}>{element}</WordsContext>
      </MemoryRouter>,
    );
  });
  return place;
}
