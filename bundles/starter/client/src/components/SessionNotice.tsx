import { Button } from "@databricks/appkit-ui/react";
import { LogIn } from "lucide-react";
import { signInAgain, signInHere, useSession } from "../session/page";
import { useUnfinished } from "../session/unfinished";

/** Offers to sign in again once the session has ended; the page stays as it is. */
export function SessionNotice() {
  const state = useSession();
  const unfinished = useUnfinished();
  return (
    <div role="status" className="pointer-events-none fixed inset-x-0 bottom-0 z-50 flex justify-center p-3 sm:p-5">
      {state.kind === "ended" && (
        <section
          aria-labelledby="session-notice-title"
          data-testid="session-ended"
          className="bg-popover text-popover-foreground animate-in fade-in-0 slide-in-from-bottom-4 pointer-events-auto flex w-full max-w-xl flex-col gap-x-5 gap-y-3 rounded-2xl border p-4 shadow-xl sm:flex-row sm:items-center sm:p-5"
        >
          <div className="min-w-0 flex-1">
            <h2 id="session-notice-title" className="text-[0.9375rem] leading-6 font-semibold tracking-tight">
              Your session has ended
            </h2>
            <p className="text-muted-foreground mt-0.5 text-[0.8125rem] leading-5 text-pretty">
              {unfinished > 0
                ? "Uploads wait for you, and go on as soon as you are signed in again. Leave this page open."
                : "What you see stays. New figures come as soon as you are signed in again."}
            </p>
          </div>
          <div className="flex shrink-0 flex-col items-stretch gap-1.5 text-center">
            <Button data-testid="sign-in-again" onClick={() => signInAgain(state.signIn)}>
              <LogIn aria-hidden="true" />
              Sign in again
            </Button>
            {unfinished === 0 && (
              <button
                type="button"
                data-testid="sign-in-here"
                onClick={() => signInHere(state.signIn)}
                className="text-muted-foreground hover:text-foreground cursor-pointer rounded-sm text-xs underline underline-offset-4"
              >
                or in this window
              </button>
            )}
          </div>
        </section>
      )}
    </div>
  );
}
