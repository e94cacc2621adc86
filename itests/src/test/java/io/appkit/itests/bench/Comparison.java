package io.appkit.itests.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Several servers in alternating rounds, so that what else the machine does meets all of them.
 *
 * @param rounds how many for each server
 * @param round how long one lasts
 * @param warmUp how long each server is asked before
 */
public record Comparison(int rounds, Duration round, Duration warmUp) {

    /** As the system properties {@code bench.rounds}, {@code bench.seconds} and {@code bench.warmup} say. */
    public static Comparison configured() {
        return new Comparison(
                Integer.getInteger("bench.rounds", 5),
                Duration.ofSeconds(Integer.getInteger("bench.seconds", 2)),
                Duration.ofSeconds(Integer.getInteger("bench.warmup", 15)));
    }

    /** One round of one server. */
    public interface Measurement {
        Round of(Target target, Duration time) throws Exception;
    }

    /** Warms up and measures. */
    public Map<Target, Round> of(List<Target> targets, Measurement measurement) throws Exception {
        for (Target target : targets) {
            measurement.of(target, warmUp);
        }
        return ofWarm(targets, measurement);
    }

    /** Measures servers that are warm; gives the medians, in the order of the servers. */
    public Map<Target, Round> ofWarm(List<Target> targets, Measurement measurement) throws Exception {
        Map<Target, List<Round>> all = new LinkedHashMap<>();
        for (int i = 0; i < rounds; i++) {
            for (Target target : targets) {
                all.computeIfAbsent(target, first -> new ArrayList<>()).add(measurement.of(target, round));
            }
        }
        Map<Target, Round> medians = new LinkedHashMap<>();
        all.forEach((target, figures) -> medians.put(target, Round.median(figures)));
        return medians;
    }

    /** Prints what is common to all tables. */
    public void printHead(String title) {
        System.out.printf(
                Locale.ROOT,
                "%n%s; median of %d rounds of %d s, Java %s%n%n%-36s %-16s %10s %10s %9s %9s%n",
                title,
                rounds,
                round.toSeconds(),
                Runtime.version(),
                "",
                "",
                "requests/s",
                "CPU us/req",
                "p50 us",
                "p99 us");
    }

    /** Prints figures, and the ratio of the first server's to those of each other. */
    public static void print(String name, Map<Target, Round> figures) {
        String label = name;
        Round ours = figures.values().iterator().next();
        for (var entry : figures.entrySet()) {
            print(
                    "%-36s %-16s %10.0f %10.1f %9.0f %9.0f%n",
                    label, entry.getKey().name(), entry.getValue());
            label = "";
        }
        for (var entry : figures.entrySet()) {
            Round other = entry.getValue();
            if (other != ours) {
                Round ratio = new Round(
                        ours.requestsPerSecond() / other.requestsPerSecond(),
                        ours.cpuMicros() / other.cpuMicros(),
                        ours.p50Micros() / other.p50Micros(),
                        ours.p99Micros() / other.p99Micros());
                print(
                        "%-36s %-16s %10.2f %10.3f %9.2f %9.2f%n",
                        "", "to " + entry.getKey().name(), ratio);
            }
        }
        System.out.println();
    }

    private static void print(String format, String label, String server, Round round) {
        System.out.printf(
                Locale.ROOT,
                format,
                label,
                server,
                round.requestsPerSecond(),
                round.cpuMicros(),
                round.p50Micros(),
                round.p99Micros());
    }
}
