import { Lock } from "lucide-react";
import { useEffect, useRef } from "react";
import { type Refusal, refusals } from "./refusals";

const REASONS: Record<Refusal, string> = {
  change: "Read-only: this app does not let you change this volume.",
  delete: "This app does not let you delete in this volume.",
};

/** Says what cannot be done with a volume, as far as the page has learned. */
export function ReadOnly({ volume, refusal }: { volume: string; refusal: Refusal | null }) {
  const retry = useRef<HTMLButtonElement>(null);
  const last = useRef(volume);
  useEffect(() => {
    // The button that led here is gone, and may have taken the focus along with it.
    if (refusal !== null && last.current === volume && document.activeElement === document.body) {
      retry.current?.focus({ preventScroll: true });
    }
    last.current = volume;
  }, [volume, refusal]);

  const offerAgain = () => {
    refusals.forget(volume);
    document.getElementById("content")?.focus({ preventScroll: true });
  };
  return (
    <div role="status">
      {refusal !== null && (
        <p
          data-testid="read-only"
          className="text-muted-foreground mt-3 flex items-start gap-2 text-[0.8125rem] leading-5"
        >
          <Lock aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          <span>
            {REASONS[refusal]}{" "}
            {/* Rules may differ from folder to folder, or have changed. */}
            <button
              ref={retry}
              type="button"
              data-testid="read-only-forget"
              onClick={offerAgain}
              className="hover:text-foreground cursor-pointer rounded-sm underline underline-offset-4"
            >
              Try anyway
            </button>
          </span>
        </p>
      )}
    </div>
  );
}
