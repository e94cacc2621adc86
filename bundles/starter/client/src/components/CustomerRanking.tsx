import { formatCount, formatMoney } from "../lib/format";

export interface RankedCustomer {
  name: string;
  nation: string;
  segment: string;
  value: number;
  orders: number;
}

/** Customers from most to least, in two columns where there is room, else the first five. */
export function CustomerRanking({ customers }: { customers: readonly RankedCustomer[] }) {
  const most = customers[0]?.value ?? 1;
  return (
    <ol className="grid flex-1 auto-rows-fr gap-x-10 md:grid-flow-col md:grid-cols-2 md:grid-rows-5">
      {customers.map(({ name, nation, segment, value, orders }, index) => (
        <li
          key={name}
          data-testid="customer"
          className="grid grid-cols-[1.75rem_minmax(0,1fr)_auto] content-center gap-x-2 border-t py-2 first:border-t-0 max-md:nth-[n+6]:hidden md:nth-[6]:border-t-0"
        >
          <span aria-hidden="true" className="text-muted-foreground text-[0.8125rem] leading-5 tabular-nums">
            {index + 1}
          </span>
          <span className="truncate text-[0.8125rem] leading-5 font-medium tabular-nums">{name}</span>
          <span className="text-right text-[0.8125rem] leading-5 font-medium tabular-nums">{formatMoney(value)}</span>
          <span className="text-muted-foreground col-start-2 truncate text-xs leading-5">
            {nation} · {segment}
          </span>
          <span className="text-muted-foreground text-right text-xs leading-5 tabular-nums">
            {formatCount(orders)} {orders === 1 ? "order" : "orders"}
          </span>
          <span aria-hidden="true" className="bg-muted col-span-2 col-start-2 mt-1 h-1 overflow-hidden rounded-full">
            <span
              className="block h-full rounded-full"
              style={{ width: `${(100 * value) / most}%`, background: "var(--chart-cat-1)" }}
            />
          </span>
        </li>
      ))}
    </ol>
  );
}
