import { useSyncExternalStore } from "react";
import { type Refusal, refusals } from "./refusals";

export function useRefusal(volume: string): Refusal | null {
  return useSyncExternalStore(refusals.subscribe, () => refusals.of(volume));
}
