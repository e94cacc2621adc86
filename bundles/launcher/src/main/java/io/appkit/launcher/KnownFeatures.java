package io.appkit.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The features Karaf will know, so that a wrong name ends the start with a line. Karaf itself ends it with a stack trace,
 * and only when half of the platform is installed.
 */
final class KnownFeatures {

    private final Set<String> names = new TreeSet<>();
    private boolean complete = true;

    private KnownFeatures() {}

    /**
     * Reads the repositories that Karaf is configured with, as far as they are in the distribution.
     *
     * @param configuration {@code org.apache.karaf.features.cfg}
     * @param system the distribution's Maven repository
     */
    static KnownFeatures of(Path configuration, Path system) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(configuration)) {
            properties.load(in);
        }
        KnownFeatures known = new KnownFeatures();
        Set<String> read = new HashSet<>();
        Deque<String> left = new ArrayDeque<>(words(properties.getProperty("featuresRepositories", "")));
        int configured = left.size();
        for (int i = 0; !left.isEmpty(); i++) {
            String url = left.remove();
            Path file = file(url, system);
            if (!Files.exists(file)) {
                // What an absent repository includes is absent by intent; one that is configured may come from
                // elsewhere.
                known.complete &= i >= configured;
            } else if (read.add(url)) {
                left.addAll(known.add(file));
            }
        }
        return known;
    }

    private static Path file(String url, Path system) {
        String[] parts = url.replaceFirst("^mvn:", "").split("/", -1);
        if (!url.startsWith("mvn:") || parts.length != 5) {
            return system.resolve("nowhere");
        }
        return system.resolve(parts[0].replace('.', '/'))
                .resolve(parts[1])
                .resolve(parts[2])
                .resolve(parts[1] + "-" + parts[2] + "-" + parts[4] + "." + parts[3]);
    }

    /** Adds the names in a repository; the addresses of those it includes. */
    private Collection<String> add(Path repository) throws IOException {
        Set<String> included = new HashSet<>();
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream in = Files.newInputStream(repository)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            int depth = 0;
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamReader.END_ELEMENT) {
                    depth--;
                } else if (event == XMLStreamReader.START_ELEMENT) {
                    depth++;
                    boolean top = depth == 2;
                    if (top && xml.getLocalName().equals("feature")) {
                        names.add(xml.getAttributeValue(null, "name"));
                    } else if (top && xml.getLocalName().equals("repository")) {
                        included.add(xml.getElementText().trim());
                        depth--;
                    }
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException(repository + " cannot be read: " + e.getMessage(), e);
        }
        return included;
    }

    /**
     * Checks a choice of features, as Karaf reads it: names, perhaps with a version after a slash, perhaps in parentheses.
     *
     * @throws UnknownFeatureException for the first that nothing knows
     */
    void check(String variable, String choice) throws UnknownFeatureException {
        if (!complete) {
            return;
        }
        for (String feature : words(choice.replaceAll("[()]", ","))) {
            String name = feature.replaceFirst("/.*", "");
            // A range of versions has a comma inside.
            if (!names.contains(name) && !name.matches("[0-9].*")) {
                throw new UnknownFeatureException(variable, name, plugins());
            }
        }
    }

    private String plugins() {
        return names.stream()
                .filter(name -> name.startsWith("appkit-") && !name.startsWith("appkit-lib-"))
                .collect(Collectors.joining(", "));
    }

    private static Collection<String> words(String list) {
        return Arrays.stream(list.split(",", -1))
                .map(String::trim)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
