const shapes = {
  list: "M4 7h16M4 12h16M4 17h16",
  close: "M6 6l12 12M18 6L6 18",
  more: "M5 11.6a.4.4 0 1 0 .01 0M12 11.6a.4.4 0 1 0 .01 0M19 11.6a.4.4 0 1 0 .01 0",
  back: "M14.5 6L8.5 12l6 6",
  forward: "M9.5 6l6 6-6 6",
  unfold: "M6 9.5l6 6 6-6",
  down: "M12 5v14M6 13l6 6 6-6",
  pencil: "M4 20h4L19 9l-4-4L4 16zM13 7l4 4",
  plus: "M12 5v14M5 12h14",
  away: "M14 5h5v5M19 5l-8 8M17 14v5H5V7h5",
  done: "M5 12.5l4.5 4.5L19 7.5",
  clock: "M12 4a8 8 0 1 0 .01 0M12 8v4.5l3 2",
  play: "M8 5.5l10.5 6.5L8 18.5z",
  pause: "M9 6v12M15 6v12",
  alarm: "M12 5v8M12 18v.01",
  none: "M12 4a8 8 0 1 0 .01 0M6.5 6.5l11 11",
  ask: "M9 9.2a3 3 0 1 1 4.6 2.5c-1 .7-1.6 1.2-1.6 2.4M12 18v.01",
} as const;

export type IconName = keyof typeof shapes;

/** Line drawings of our own; always beside a word, or inside a button that carries one. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
      <path
        d={shapes[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
