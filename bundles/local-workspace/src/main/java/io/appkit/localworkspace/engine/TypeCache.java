package io.appkit.localworkspace.engine;

import io.appkit.localworkspace.sql.KnownTypes;
import io.appkit.localworkspace.sql.ParameterValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers what was learnt of statements' types, so that a statement run again is not asked for them one by one. */
final class TypeCache {

    private static final int SIZE = 200;

    /** What types depend on, apart from definitions of tables and views. */
    private record Key(
            String statement,
            List<String> parameterTypes,
            @Nullable String catalog,
            @Nullable String schema) {}

    private final Map<Key, KnownTypes> statements = new LinkedHashMap<>(SIZE, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, KnownTypes> eldest) {
            return size() > SIZE;
        }
    };
    private long definitions;

    private static Key key(Query query, Map<String, ParameterValue> parameters) {
        List<String> types = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + " "
                        + parameter.getValue().type() + parameter.getValue().engineType())
                .toList();
        return new Key(query.statement(), types, query.catalog(), query.schema());
    }

    /** Types of a statement, to be added to and given back. */
    synchronized KnownTypes take(Query query, Map<String, ParameterValue> parameters) {
        KnownTypes known = statements.get(key(query, parameters));
        return known == null ? new KnownTypes() : new KnownTypes(known);
    }

    /** How often tables or views have been defined. */
    synchronized long definitions() {
        return definitions;
    }

    /** Keeps a statement's types if no table or view was defined since. */
    synchronized void keep(Query query, Map<String, ParameterValue> parameters, KnownTypes known, long since) {
        if (definitions == since) {
            statements.put(key(query, parameters), known);
        }
    }

    /** Forgets all types: a table or view is being defined, or has been. */
    synchronized void forget() {
        definitions++;
        statements.clear();
    }
}
