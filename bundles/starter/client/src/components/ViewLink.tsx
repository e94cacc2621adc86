import { cn } from "@databricks/appkit-ui/react";
import type { MouseEvent, ReactNode } from "react";
import { navigate } from "../lib/location";

/** Whether a click is meant for this page, and not for another window or tab. */
export function staysHere(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

interface ViewLinkProps {
  href: string;
  current: boolean;
  testId: string;
  /** Called when somebody is about to follow the link. */
  onIntent?: () => void;
  children: ReactNode;
}

/** A link to another view of this page. */
export function ViewLink({ href, current, testId, onIntent, children }: ViewLinkProps) {
  const follow = (event: MouseEvent) => {
    if (staysHere(event)) {
      event.preventDefault();
      if (!current) {
        navigate(href);
        window.scrollTo(0, 0);
      }
    }
  };
  return (
    <a
      href={href}
      data-testid={testId}
      aria-current={current ? "page" : undefined}
      onClick={follow}
      onPointerEnter={onIntent}
      onFocus={onIntent}
      className={cn(
        "inline-flex h-8 items-center rounded-full px-3 text-[0.8125rem] font-medium transition-colors",
        current ? "bg-brand-soft text-brand" : "text-muted-foreground hover:text-foreground hover:bg-muted",
      )}
    >
      {children}
    </a>
  );
}
