using Microsoft.AspNetCore.Http.Metadata;

namespace RatifyVote.Web.Roster.Importing;

/// <summary>On the upload page: a roster file, with its dates of birth, is never written to a temporary file, and a larger request is refused unread.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class UploadLimitsAttribute : Attribute, IFormOptionsMetadata, IRequestSizeLimitMetadata
{
    // The file and what the form puts round it.
    private const int Largest = (int)StageImport.LargestFile + 64 * 1024;

    public long? MaxRequestBodySize => Largest;
    public bool? BufferBody => null;
    public int? MemoryBufferThreshold => Largest;
    public long? BufferBodyLengthLimit => Largest;
    public int? ValueCountLimit => 20;
    public int? KeyLengthLimit => 200;
    public int? ValueLengthLimit => 10_000;
    public int? MultipartBoundaryLengthLimit => null;
    public int? MultipartHeadersCountLimit => null;
    public int? MultipartHeadersLengthLimit => null;
    public long? MultipartBodyLengthLimit => Largest;
}
