package io.appkit.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Everything another bundle can compile against, as recorded for this version; the pom tells how to record it anew. */
class SignaturesTest {

    private static final Path RECORDED = Path.of(System.getProperty("signatures.file"));
    private static final Path CLASSES = Path.of(System.getProperty("signatures.classes"));

    @Test
    void anExportedSignatureChangesOnlyWithTheVersion() throws IOException {
        List<String> signatures = signatures();
        if ("record".equals(System.getProperty("signatures"))) {
            Files.write(RECORDED, signatures);
        }

        assertThat(signatures).isNotEmpty().isEqualTo(Files.readAllLines(RECORDED));
    }

    private static List<String> signatures() throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            return files.map(file -> CLASSES.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .sorted()
                    .map(SignaturesTest::load)
                    .filter(SignaturesTest::visible)
                    .flatMap(SignaturesTest::describe)
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, SignaturesTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean visible(Class<?> type) {
        return visible(type.getModifiers()) && (!type.isMemberClass() || visible(type.getDeclaringClass()));
    }

    private static boolean visible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static Stream<String> describe(Class<?> type) {
        List<String> lines = new ArrayList<>();
        lines.add(type.toGenericString()
                + names(" extends ", Stream.ofNullable(type.getGenericSuperclass()))
                + names(" implements ", Arrays.stream(type.getGenericInterfaces()))
                + (type.isSealed() ? names(" permits ", Arrays.stream(type.getPermittedSubclasses())) : ""));
        if (type.isRecord()) {
            lines.add("  components "
                    + Arrays.stream(type.getRecordComponents())
                            .map(component -> component.getGenericType().getTypeName() + " " + component.getName())
                            .collect(Collectors.joining(", ")));
        }
        Stream.of(members(type.getDeclaredFields()), members(type.getDeclaredConstructors()), methods(type))
                .flatMap(members -> members.sorted())
                .forEach(lines::add);
        return lines.stream();
    }

    private static Stream<String> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(SignaturesTest::exported)
                .map(method -> "  " + method.toGenericString()
                        + (method.getDefaultValue() == null ? "" : " default " + method.getDefaultValue()));
    }

    private static Stream<String> members(Member[] members) {
        return Arrays.stream(members)
                .filter(SignaturesTest::exported)
                .map(member -> "  "
                        + (member instanceof Executable executable
                                ? executable.toGenericString()
                                : ((Field) member).toGenericString()));
    }

    private static boolean exported(Member member) {
        return visible(member.getModifiers()) && !member.isSynthetic();
    }

    private static String names(String prefix, Stream<? extends Type> types) {
        String names = types.map(Type::getTypeName).collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : prefix + names;
    }
}
