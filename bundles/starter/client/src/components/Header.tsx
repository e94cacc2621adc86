import { getClientConfig } from "@databricks/appkit-ui/js";
import { Logo } from "./Logo";
import { Navigation } from "./Navigation";
import { ThemeToggle } from "./ThemeToggle";
import { UserMenu } from "./UserMenu";
import { WorkspaceBadge } from "./WorkspaceBadge";

export function Header() {
  return (
    <header className="bg-surface sticky top-0 z-40 border-b backdrop-blur-md">
      <div className="mx-auto flex w-full max-w-[84rem] flex-wrap items-center gap-x-3 px-4 sm:px-6 lg:px-8">
        <div className="flex h-15 min-w-0 items-center gap-3">
          <Logo />
          <p className="truncate max-[26rem]:sr-only text-[0.9375rem] font-semibold tracking-tight">
            {getClientConfig().appName || "AppKit Starter"}
          </p>
          <WorkspaceBadge />
        </div>
        <Navigation className="order-last w-full pb-2 -mx-2 md:order-none md:mx-2 md:w-auto md:pb-0" />
        <div className="ml-auto flex items-center gap-2 sm:gap-3">
          <ThemeToggle />
          <UserMenu />
        </div>
      </div>
    </header>
  );
}
