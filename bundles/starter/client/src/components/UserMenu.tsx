import { Button, Popover, PopoverContent, PopoverTrigger } from "@databricks/appkit-ui/react";
import { LogOut } from "lucide-react";
import { useState } from "react";
import { signOut, useSession } from "../session/page";
import { initialsOf, nameOf, type Session } from "../session/session";
import { useWorkspace } from "./WorkspaceBadge";

const MODES: Record<string, string> = {
  oidc: "Signed in with the workspace",
  "databricks-apps": "Signed in by Databricks Apps",
  developer: "Developer mode",
};

/** Who is signed in, and the way out; nothing where the server does not tell. */
export function UserMenu() {
  const state = useSession();
  const session = state.kind === "unknown" ? null : state.session;
  if (session === null) {
    return null;
  }
  const name = nameOf(session.user);
  return (
    <Popover>
      <PopoverTrigger
        title={name}
        data-testid="user-menu"
        data-user={session.user.id}
        className="bg-brand-soft text-brand hover:ring-brand/30 data-[state=open]:ring-brand/40 grid size-9 shrink-0 cursor-pointer place-items-center rounded-full text-xs font-semibold tracking-wide transition-shadow hover:ring-4 data-[state=open]:ring-4"
      >
        <span aria-hidden="true">{initialsOf(session.user)}</span>
        <span className="sr-only">Signed in as {name}</span>
      </PopoverTrigger>
      <PopoverContent
        align="end"
        sideOffset={8}
        collisionPadding={12}
        aria-label="Who is signed in"
        className="w-72 max-w-[calc(100vw-1.5rem)] rounded-xl p-0"
      >
        <UserCard session={session} name={name} />
      </PopoverContent>
    </Popover>
  );
}

function UserCard({ session, name }: { session: Session; name: string }) {
  const { localData } = useWorkspace();
  const { email } = session.user;
  const mode = session.mode === "oidc" && localData ? "Local sample sign-in" : MODES[session.mode];
  return (
    <>
      <div className="flex items-start gap-3 p-4">
        <span
          aria-hidden="true"
          className="bg-brand-soft text-brand grid size-10 shrink-0 place-items-center rounded-full text-sm font-semibold"
        >
          {initialsOf(session.user)}
        </span>
        <div className="min-w-0">
          <p className="text-sm leading-5 font-semibold break-words" data-testid="user-name">
            {name}
          </p>
          {email !== null && email !== name && (
            <p className="text-muted-foreground text-[0.8125rem] leading-5 break-words" data-testid="user-email">
              {email}
            </p>
          )}
          {mode !== undefined && (
            <p className="text-muted-foreground mt-1 text-xs" data-testid="user-mode">
              {mode}
            </p>
          )}
        </div>
      </div>
      {session.signOut !== null && <SignOutButton path={session.signOut} />}
    </>
  );
}

function SignOutButton({ path }: { path: string }) {
  const [progress, setProgress] = useState<"idle" | "leaving" | "failed">("idle");
  const leave = () => {
    setProgress("leaving");
    signOut(path).catch(() => setProgress("failed"));
  };
  return (
    <div className="border-t p-1.5">
      <Button
        variant="ghost"
        size="sm"
        data-testid="sign-out"
        disabled={progress === "leaving"}
        onClick={leave}
        className="w-full justify-start"
      >
        <LogOut aria-hidden="true" />
        {progress === "leaving" ? "Signing out…" : "Sign out"}
      </Button>
      {progress === "failed" && (
        <p role="alert" className="text-fall px-3 pt-1 pb-2 text-xs leading-5">
          Signing out did not work. You are still signed in; please try again.
        </p>
      )}
    </div>
  );
}
