import { useEffect, useState } from "react";

const PATIENCE = 250;

/** Whether something has lasted for so long that it should be shown; what is over in a moment would only flicker. */
export function useLate(active: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = active ? setTimeout(() => setLate(true), PATIENCE) : undefined;
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [active]);
  return active && late;
}
