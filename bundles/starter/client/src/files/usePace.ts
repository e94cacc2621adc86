import { useEffect, useState } from "react";
import { Meter } from "./pace";
import { tally } from "./tally";
import { uploads } from "./uploading";

/** How many bytes a second go to the server; null while nobody can tell. */
export function usePace(active: boolean): number | null {
  const [pace, setPace] = useState<number | null>(null);
  useEffect(() => {
    if (active) {
      const meter = new Meter();
      const measure = () => setPace(meter.note(performance.now(), tally(uploads.all).sent));
      measure();
      const timer = setInterval(measure, 1000);
      return () => clearInterval(timer);
    }
  }, [active]);
  return active ? pace : null;
}
