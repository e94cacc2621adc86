package io.appkit.localworkspace.faults;

import io.appkit.localworkspace.Delays;
import io.appkit.localworkspace.files.FilesApi;
import io.appkit.localworkspace.http.Answer;
import io.appkit.localworkspace.http.ApiException;
import io.appkit.localworkspace.http.EarlyAnswer;
import io.appkit.localworkspace.http.StoreAnswer;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets faults happen to requests. No thread waits for a request that hangs or is slow. */
final class FaultHandler extends Handler.Wrapper {

    private static final Logger LOG = LoggerFactory.getLogger(FaultHandler.class);

    private static final byte[] PAGE =
            "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>\n"
                    .getBytes(StandardCharsets.UTF_8);

    private static final Pattern SUBMISSION = Pattern.compile("POST/api/2.0/sql/statements/?");
    private static final Pattern STATEMENT_ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final FaultRules rules;
    private final Delays delays;
    private final Function<String, Optional<String>> statements;

    FaultHandler(Handler api, FaultRules rules, Delays delays, Function<String, Optional<String>> statements) {
        super(api);
        this.rules = rules;
        this.delays = delays;
        this.statements = statements;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = Request.getPathInContext(request);
        if (path.startsWith(Faults.PREFIX)) {
            return super.handle(request, response, callback);
        } else if (SUBMISSION.matcher(request.getMethod() + path).matches() && rules.namesStatements()) {
            ReadRequest.read(request, read -> handleLater(read, response, callback, read.text()), callback);
            return true;
        }
        return handle(request, response, callback, sql(path));
    }

    /** The statement that a path names. */
    private String sql(String path) {
        Matcher id = STATEMENT_ID.matcher(path);
        return id.find() ? statements.apply(id.group()).orElse("") : "";
    }

    private boolean handle(Request request, Response response, Callback callback, String sql) throws Exception {
        FaultRule rule = rules.take(request.getMethod(), Request.getPathInContext(request), sql);
        if (rule == null) {
            return super.handle(request, response, callback);
        }
        Fault fault = rule.fault();
        EndPoint connection = request.getConnectionMetaData().getConnection().getEndPoint();
        if (fault instanceof Fault.Refuse) {
            close(connection, callback);
        } else if (fault instanceof Fault.Reset) {
            reset(connection, callback);
        } else if (fault instanceof Fault.BlackHole) {
            hang(rule, request, connection, callback);
        } else if (fault instanceof Fault.Delay delay) {
            delays.after(delay.delay(), () -> handleLater(request, response, callback));
        } else if (fault instanceof Fault.Slow slow) {
            return super.handle(
                    request, new SlowResponse(request, response, slow.bytesPerSecond(), rule::ended, delays), callback);
        } else if (fault instanceof Fault.Cut cut) {
            return super.handle(request, new CutResponse(request, response, connection, cut.afterBytes(), 0), callback);
        } else if (fault instanceof Fault.WrongLength wrong) {
            return super.handle(
                    request, new CutResponse(request, response, connection, Long.MAX_VALUE, wrong.by()), callback);
        } else if (fault instanceof Fault.SlowUpload slow) {
            return super.handle(
                    new SlowRequest(request, slow.bytesPerSecond(), rule::ended, delays), response, callback);
        } else if (fault instanceof Fault.PartCut cut) {
            return super.handle(new CutRequest(request, connection, cut.afterBytes()), response, callback);
        } else if (fault instanceof Fault.AnswerLost) {
            return super.handle(request, new LostResponse(request, response, connection), callback);
        } else if (fault instanceof Fault.DiskFull disk) {
            request.setAttribute(FilesApi.DISK_FULL_AFTER, disk.afterBytes());
            return super.handle(request, response, callback);
        } else {
            EarlyAnswer.send(answer(fault), request, response, callback, delays);
        }
        return true;
    }

    private void handleLater(Request request, Response response, Callback callback, String sql) {
        try {
            handle(request, response, callback, sql);
        } catch (Exception e) {
            callback.failed(e);
        }
    }

    private void handleLater(Request request, Response response, Callback callback) {
        try {
            super.handle(request, response, callback);
        } catch (Exception e) {
            callback.failed(e);
        }
    }

    private static Answer answer(Fault fault) {
        if (fault instanceof Fault.Status error) {
            Answer answer = new ApiException(error.status(), error.errorCode(), error.message()).answer();
            return error.retryAfter() == null ? answer : answer.with("Retry-After", error.retryAfter());
        } else if (fault instanceof Fault.Html page) {
            return new Answer(page.status(), Map.of(), "text/html;charset=utf-8", ByteBuffer.wrap(PAGE));
        } else if (fault instanceof Fault.PartRefused) {
            return StoreAnswer.refused(503, "SlowDown", "Please reduce your request rate.");
        } else if (fault instanceof Fault.PartExpired) {
            return StoreAnswer.expired();
        } else if (fault instanceof Fault.PartsOff) {
            return FilesApi.onePieceOnly();
        }
        return ApiException.tokenExpired().answer();
    }

    static void close(EndPoint connection, Callback callback) {
        connection.close();
        callback.failed(new EofException("closed by a scripted fault"));
    }

    private static void reset(EndPoint connection, Callback callback) {
        if (connection.getTransport() instanceof SocketChannel channel) {
            try {
                // Closing with linger 0 sends RST.
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                LOG.debug("A connection could not be made to reset", e);
            }
        }
        close(connection, callback);
    }

    /** Until faults are cleared, or the connection has been idle for as long as the server allows. */
    private void hang(FaultRule rule, Request request, EndPoint connection, Callback callback) {
        Runnable release = () -> close(connection, callback);
        rule.hang(release);
        request.addFailureListener(failure -> {
            rule.released(release);
            release.run();
        });
    }
}
