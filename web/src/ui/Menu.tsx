import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { IconButton } from "./IconButton";

export interface MenuItem {
  label: string;
  act: () => void;
  danger?: boolean;
}

/** A short list of actions behind "…": arrow keys move, Esc closes and gives the focus back. */
export function Menu({ label, items }: { label: string; items: MenuItem[] }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!open) return;
    place(button.current, list.current);
    buttonsIn(list.current)[0]?.focus();
    const close = (event: PointerEvent) => {
      if (event.target instanceof Node && !list.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener("pointerdown", close, true);
    return () => document.removeEventListener("pointerdown", close, true);
  }, [open]);

  const shut = () => {
    setOpen(false);
    button.current?.focus();
  };

  return (
    <span className="menu">
      <IconButton
        ref={button}
        icon="more"
        label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      />
      {open && (
        <div
          ref={list}
          id={id}
          role="menu"
          aria-label={label}
          tabIndex={-1}
          onKeyDown={(event) => walk(event, list.current, shut)}
        >
          {items.map((item) => (
            <button
              key={item.label}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className={item.danger ? "danger" : undefined}
              onClick={() => {
                shut();
                item.act();
              }}
            >
              {item.label}
            </button>
          ))}
        </div>
      )}
    </span>
  );
}

/** Fixed to the window, so that a scrolling list does not cut it off; above the button when there is no room below. */
function place(button: HTMLElement | null, list: HTMLElement | null): void {
  if (!button || !list) return;
  const at = button.getBoundingClientRect();
  const fits = at.bottom + list.offsetHeight + 8 < window.innerHeight;
  list.style.top = `${fits ? at.bottom + 4 : Math.max(8, at.top - list.offsetHeight - 4)}px`;
  list.style.left = `${Math.max(8, Math.min(at.right - list.offsetWidth, window.innerWidth - list.offsetWidth - 8))}px`;
}

function buttonsIn(list: HTMLElement | null): HTMLButtonElement[] {
  return list ? [...list.querySelectorAll("button")] : [];
}

function walk(event: KeyboardEvent, list: HTMLElement | null, shut: () => void): void {
  const buttons = buttonsIn(list);
  const now = buttons.findIndex((button) => document.activeElement === button);
  const last = buttons.length - 1;
  const goes: Record<string, number> = {
    ArrowDown: now === last ? 0 : now + 1,
    ArrowUp: now <= 0 ? last : now - 1,
    Home: 0,
    End: last,
  };
  const next = goes[event.key];
  if (next !== undefined) buttons[next]?.focus();
  else if (event.key === "Escape" || event.key === "Tab") shut();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
