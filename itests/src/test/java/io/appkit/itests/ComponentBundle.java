package io.appkit.itests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** A bundle with one component, as somebody would drop it into the folder {@code deploy}. */
final class ComponentBundle {

    private static final String COMPONENT = "OSGI-INF/component.xml";

    private ComponentBundle() {}

    /**
     * Writes a bundle.
     *
     * @param service interface under which the component is published
     * @param properties of the service
     * @param headers of the manifest, besides those every bundle has
     * @param files texts by path
     */
    static void write(
            Path jar,
            Class<?> component,
            Class<?> service,
            Map<String, String> properties,
            Map<String, String> headers,
            Map<String, String> files)
            throws IOException {
        Manifest manifest = new Manifest();
        Attributes all = manifest.getMainAttributes();
        all.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        all.putValue("Bundle-ManifestVersion", "2");
        all.putValue("Bundle-SymbolicName", component.getSimpleName());
        all.putValue("Bundle-Version", "1.0.0");
        all.putValue("Import-Package", service.getPackageName() + ";version=\"[0.1,1)\"");
        all.putValue("Service-Component", COMPONENT);
        headers.forEach(all::putValue);
        // Beside the folder that is watched, lest half a bundle is found there.
        Path unfinished =
                jar.resolveSibling("../" + jar.getFileName() + ".part").normalize();
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(unfinished), manifest)) {
            String path = component.getName().replace('.', '/') + ".class";
            out.putNextEntry(new JarEntry(path));
            try (InputStream classFile = component.getClassLoader().getResourceAsStream(path)) {
                classFile.transferTo(out);
            }
            for (var file : files.entrySet()) {
                write(out, file.getKey(), file.getValue());
            }
            write(out, COMPONENT, description(component, service, properties));
        }
        Files.move(unfinished, jar);
    }

    private static String description(Class<?> component, Class<?> service, Map<String, String> properties) {
        return "<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.4.0\" name=\"" + component.getSimpleName()
                + "\">"
                + properties.entrySet().stream()
                        .map(property ->
                                "<property name=\"" + property.getKey() + "\" value=\"" + property.getValue() + "\"/>")
                        .collect(Collectors.joining())
                + "<service><provide interface=\"" + service.getName() + "\"/></service>"
                + "<implementation class=\"" + component.getName() + "\"/></scr:component>";
    }

    private static void write(JarOutputStream out, String path, String text) throws IOException {
        out.putNextEntry(new JarEntry(path));
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
