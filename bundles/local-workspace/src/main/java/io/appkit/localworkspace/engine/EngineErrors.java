package io.appkit.localworkspace.engine;

import io.appkit.localworkspace.sql.SqlFailure;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the engine's errors as Databricks would. */
final class EngineErrors {

    private static final Pattern KIND = Pattern.compile("^([A-Za-z ]+) Error: (.*)$", Pattern.DOTALL);

    /** Errors that dialect.sql raises. */
    private static final Pattern OWN = Pattern.compile("^[A-Za-z ]+ Error: \\[([A-Z_.]+)\\] (.*)$", Pattern.DOTALL);

    private static final Pattern UNREADABLE = Pattern.compile("Table with name \"" + Grants.DENIED + "([a-z_.]+)\"");

    /** Whoever changes a view; those of the samples are tables to everyone. */
    private static final Pattern UNCHANGEABLE =
            Pattern.compile("Can only (delete from|update|merge into) base tables?.*|.* is not an table.*");

    private EngineErrors() {}

    static SqlFailure translate(SQLException error) {
        String text = Grants.masked(String.valueOf(error.getMessage()));
        Matcher matcher = KIND.matcher(text);
        String kind = matcher.matches() ? matcher.group(1) : "";
        String message = sentence(matcher.matches() ? matcher.group(2) : text);
        Matcher own = OWN.matcher(text);
        Matcher unreadable = UNREADABLE.matcher(text);
        if (own.find()) {
            return SqlFailure.of(own.group(1), "22018", sentence(own.group(2)));
        } else if (message.startsWith("Division by zero")) {
            return SqlFailure.of("DIVIDE_BY_ZERO", "22012", "Division by zero.");
        } else if (unreadable.find()) {
            return SqlFailure.insufficientPermissions(unreadable.group(1));
        } else if (UNCHANGEABLE.matcher(message).matches()) {
            return SqlFailure.of("PERMISSION_DENIED", "42501", "Only tables of the catalog workspace can be changed.");
        } else if (message.contains("attached in read-only mode")) {
            return SqlFailure.of("PERMISSION_DENIED", "42501", "The catalog samples cannot be changed.");
        }
        return switch (kind) {
            case "Parser" -> SqlFailure.syntax(message);
            case "Catalog" -> missing(message);
            case "Binder" -> binding(message);
            case "Conversion" -> conversion(message);
            case "Out of Range" -> SqlFailure.of("ARITHMETIC_OVERFLOW", "22003", message);
            case "Constraint" -> SqlFailure.of("CONSTRAINT_VIOLATION", "23001", message);
            case "Permission" -> SqlFailure.unavailable("Access to files and to the network");
            case "Not implemented" -> SqlFailure.of("UNSUPPORTED_FEATURE", "0A000", message);
            case "Out of Memory" -> SqlFailure.outOfMemory();
            case "Invalid Input",
                    "Type",
                    "Mismatch Type",
                    "Invalid Type",
                    "Expression",
                    "Dependency",
                    "TransactionContext",
                    "Sequence",
                    "Syntax" -> SqlFailure.of("INVALID_STATEMENT", "42000", message);
            default -> SqlFailure.internal();
        };
    }

    /** Whether the error is the answer to an interruption. */
    static boolean interrupted(SQLException error) {
        return String.valueOf(error.getMessage()).startsWith("INTERRUPT");
    }

    private static SqlFailure missing(String message) {
        if (message.contains("Function with name")) {
            return SqlFailure.of(
                    "UNRESOLVED_ROUTINE", "42883", message + " It is not available in the local workspace.");
        } else if (message.startsWith("Table with name") || message.startsWith("View with name")) {
            return SqlFailure.of("TABLE_OR_VIEW_NOT_FOUND", "42P01", message);
        } else if (message.contains("already exists")) {
            return SqlFailure.of("TABLE_OR_VIEW_ALREADY_EXISTS", "42P07", message);
        }
        return SqlFailure.of("SCHEMA_NOT_FOUND", "42704", message);
    }

    private static SqlFailure conversion(String message) {
        if (message.startsWith("Type INT128 with value")) {
            // A sum of whole numbers, which the engine adds up in a wider type.
            return SqlFailure.of("ARITHMETIC_OVERFLOW", "22003", "A sum is too large for BIGINT.");
        } else if (message.contains("out of range")) {
            return SqlFailure.of("CAST_OVERFLOW", "22003", message);
        }
        return SqlFailure.of("CAST_INVALID_INPUT", "22018", message);
    }

    private static SqlFailure binding(String message) {
        if (message.startsWith("Referenced column") || message.startsWith("Referenced table")) {
            return SqlFailure.of("UNRESOLVED_COLUMN", "42703", message);
        } else if (message.startsWith("No function matches") || message.contains("Macro")) {
            return SqlFailure.of("DATATYPE_MISMATCH", "42K09", message);
        }
        return SqlFailure.of("INVALID_STATEMENT", "42000", message);
    }

    /** The first paragraph in one line: what follows points into the translated text, which the author has not seen. */
    private static String sentence(String message) {
        int paragraph = message.indexOf("\n\n");
        String first = (paragraph < 0 ? message : message.substring(0, paragraph))
                .replaceAll("\\s+", " ")
                .trim();
        return first.endsWith(".") || first.endsWith("!") || first.endsWith("?") ? first : first + ".";
    }
}
