import { UserRound } from "lucide-react";
import { useMemo } from "react";
import { CustomerRanking } from "../components/CustomerRanking";
import { Panel } from "../components/Panel";
import { DenialNote } from "../components/PanelStates";
import type { Filters } from "../lib/filters";
import { formatName } from "../lib/format";
import { leaderInsight } from "../lib/insights";
import { isDenied } from "../queries/denial";
import { filtered } from "../queries/parameters";
import { useQuery } from "../queries/useQuery";
import { useSession } from "../session/page";
import { nameOf } from "../session/session";

/** The one panel that runs with the rights of whoever looks at it: its query is an `.obo.sql` file. */
export function CustomersPanel({ filters }: { filters: Filters }) {
  const parameters = useMemo(() => filtered(filters), [filters]);
  const query = useQuery("top_customers", parameters);
  const customers = useMemo(
    () =>
      (query.rows ?? []).map((row) => ({
        name: row.customer,
        nation: formatName(row.nation),
        segment: formatName(row.segment),
        value: Number(row.revenue),
        orders: Number(row.orders),
      })),
    [query.rows],
  );
  return (
    <Panel
      testId="customers"
      title="Top customers"
      insight={leaderInsight(customers)}
      query={query}
      badge={<AsYou />}
      denial={isDenied(query) && <DenialNote table="samples.tpch.customer" />}
      className="lg:col-span-3"
      bodyClassName="min-h-[20.25rem]"
    >
      <CustomerRanking customers={customers} />
    </Panel>
  );
}

function AsYou() {
  const state = useSession();
  const name = state.kind === "unknown" || state.session === null ? null : nameOf(state.session.user);
  return (
    <span
      title="This query runs with your own rights, not with the app's"
      className="bg-muted text-muted-foreground inline-flex min-w-0 items-center gap-1.5 rounded-full px-2 py-0.5 text-xs"
    >
      <UserRound aria-hidden="true" className="size-3 shrink-0" />
      <span className="truncate">{name === null ? "as you" : `as you, ${name}`}</span>
    </span>
  );
}
