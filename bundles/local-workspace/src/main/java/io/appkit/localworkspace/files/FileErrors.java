package io.appkit.localworkspace.files;

import io.appkit.localworkspace.http.ApiException;

/** What the Files API says when it refuses; the reasons are those that Databricks' own clients look for. */
final class FileErrors {

    private FileErrors() {}

    static ApiException invalidPath(String description) {
        return new ApiException(400, "BAD_REQUEST", "Invalid path: " + description, "FILES_API_INVALID_PATH");
    }

    static ApiException noVolume(VolumePath path) {
        return new ApiException(
                404, "NOT_FOUND", "Volume '" + path.volumeName() + "' does not exist.", "FILES_API_VOLUME_NOT_FOUND");
    }

    static ApiException noFile(VolumePath path) {
        return new ApiException(
                404, "NOT_FOUND", "The file being accessed is not found: " + path, "FILES_API_FILE_NOT_FOUND");
    }

    static ApiException noDirectory(VolumePath path) {
        return new ApiException(
                404,
                "NOT_FOUND",
                "The directory being accessed is not found: " + path,
                "FILES_API_DIRECTORY_IS_NOT_FOUND");
    }

    static ApiException fileExists(VolumePath path) {
        return new ApiException(
                409,
                "ALREADY_EXISTS",
                "The file being created already exists: " + path,
                "FILES_API_FILE_ALREADY_EXISTS");
    }

    static ApiException directoryExists(VolumePath path) {
        return new ApiException(
                409,
                "ALREADY_EXISTS",
                "A directory already exists at the path of the file being created: " + path,
                "FILES_API_PATH_IS_A_DIRECTORY");
    }

    static ApiException fileInTheWay(VolumePath path) {
        return new ApiException(
                409,
                "ALREADY_EXISTS",
                "A file exists where a directory is needed: " + path,
                "FILES_API_PATH_IS_A_FILE");
    }

    static ApiException notEmpty(VolumePath path) {
        return new ApiException(
                400,
                "INVALID_PARAMETER_VALUE",
                "The directory is not empty: " + path,
                "FILES_API_DIRECTORY_IS_NOT_EMPTY");
    }

    static ApiException symbolicLink(VolumePath path) {
        return new ApiException(403, "PERMISSION_DENIED", "Symbolic links and special files are not followed: " + path);
    }

    static ApiException notGranted(String privilege, VolumePath path) {
        return new ApiException(
                403,
                "PERMISSION_DENIED",
                "User does not have " + privilege + " on Volume '" + path.volumeName() + "'.");
    }

    static ApiException noUpload(VolumePath path) {
        return new ApiException(404, "NOT_FOUND", "There is no such multipart upload of " + path);
    }

    /** What SDKs take as a hint to send or fetch a file in one piece, through this API. */
    static ApiException noPresignedUrls() {
        return new ApiException(
                403, "PERMISSION_DENIED", "Presigned URLs are not enabled", "FILES_API_API_IS_NOT_ENABLED");
    }
}
