import { useEffect, useState } from "react";

/** This moment, as long as somebody needs to see it pass. */
export function useNow(everyMs: number, passing: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!passing) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, passing]);
  return now;
}
