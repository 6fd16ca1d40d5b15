import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

const nearPixels = 64;

/** Stays at the end of a growing log, but only while the reader is at the end. */
export function useStick(scroller: RefObject<HTMLElement | null>, content: RefObject<HTMLElement | null>) {
  const [atEnd, setAtEnd] = useState(true);
  const stuck = useRef(true);

  const toEnd = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    stuck.current = true;
    setAtEnd(true);
    box.scrollTop = box.scrollHeight;
  }, [scroller]);

  useEffect(() => {
    const box = scroller.current;
    const inner = content.current;
    if (!box || !inner) return;
    const looked = () => {
      stuck.current = box.scrollHeight - box.scrollTop - box.clientHeight < nearPixels;
      setAtEnd(stuck.current);
    };
    const grown = () => {
      if (stuck.current) box.scrollTop = box.scrollHeight;
      else looked();
    };
    const sizes = new ResizeObserver(grown);
    sizes.observe(inner);
    sizes.observe(box);
    box.addEventListener("scroll", looked, { passive: true });
    return () => {
      sizes.disconnect();
      box.removeEventListener("scroll", looked);
    };
  }, [scroller, content]);

  return { atEnd, toEnd };
}
