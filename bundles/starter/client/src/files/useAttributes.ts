import { type RefObject, useLayoutEffect } from "react";

/** Attributes for the elements of a selector, as they stand in the document. */
export type Attributes = Record<string, string | null>;

/**
 * Gives elements that a part of the library has made what it does not: names for those who do not see the icons, a place
 * in the order of the keyboard. After each rendering, since the library may have made others. Null takes one away.
 */
export function useAttributes(
  root: RefObject<HTMLElement | null>,
  selector: string,
  attributesOf: (element: Element, index: number) => Attributes,
): void {
  useLayoutEffect(() => {
    root.current?.querySelectorAll(selector).forEach((element, index) => {
      for (const [name, value] of Object.entries(attributesOf(element, index))) {
        if (value === null) {
          element.removeAttribute(name);
        } else {
          element.setAttribute(name, value);
        }
      }
    });
  });
}
