import { KeyRound } from "lucide-react";
import { useSession } from "../session/page";
import { nameOf } from "../session/session";

/** Says whose rights everything has where the server runs in developer mode. */
export function DeveloperBanner() {
  const state = useSession();
  if (state.kind !== "signed-in" || state.session.mode !== "developer") {
    return null;
  }
  return (
    <aside aria-label="Mode of the server" data-testid="developer-banner" className="bg-warning/12 border-b text-[0.8125rem] leading-5">
      <p className="mx-auto flex w-full max-w-[84rem] items-start gap-2 px-4 py-2 sm:px-6 lg:px-8">
        <KeyRound aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        <span className="min-w-0 break-words">
          Developer mode: everything runs with <strong className="font-semibold">{nameOf(state.session.user)}</strong>'s own
          rights
        </span>
      </p>
    </aside>
  );
}
