package io.appkit.itests.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a large body went through a server.
 *
 * @param megabytesPerSecond of the body
 * @param firstByteMillis until its first byte came; 0 where that says nothing
 * @param cpuMillis processor time of the server's process
 */
public record Transfer(double megabytesPerSecond, double firstByteMillis, double cpuMillis) {

    /** The one of middle speed. */
    private static Transfer median(List<Transfer> transfers) {
        return transfers.stream()
                .sorted(Comparator.comparingDouble(Transfer::megabytesPerSecond))
                .toList()
                .get(transfers.size() / 2);
    }

    /** Prints the medians, and the ratio of the first way's speed to that of each other. */
    public static void print(String title, Map<Target, List<Transfer>> ways) {
        List<Transfer> ours = ways.values().iterator().next();
        System.out.printf(
                Locale.ROOT,
                "%n%s; median of %d%n%n%-24s %10s %16s %12s %14s%n",
                title,
                ours.size(),
                "",
                "MB/s",
                "first byte ms",
                "CPU ms",
                "most RSS MB");
        ways.forEach(Transfer::print);
        ways.forEach((way, transfers) -> {
            if (transfers != ours) {
                System.out.printf(
                        Locale.ROOT,
                        "%.2f times %s%n",
                        median(ours).megabytesPerSecond() / median(transfers).megabytesPerSecond(),
                        way.name());
            }
        });
    }

    private static void print(Target target, List<Transfer> transfers) {
        Transfer median = median(transfers);
        System.out.printf(
                Locale.ROOT,
                "%-24s %10.0f %16.1f %12.0f %14.0f%n",
                target.name(),
                median.megabytesPerSecond(),
                median.firstByteMillis(),
                median.cpuMillis(),
                target.mostMegabytes());
    }
}
