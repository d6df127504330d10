namespace RatifyVote.Protocol.Groups.Edwards;

/// <summary>Point arithmetic for public values, in the representation the processor is best at. Two implementations:
/// <see cref="EdwardsPoint"/> everywhere, <see cref="LanePoint"/> where there are vectors with fused multiply-add.</summary>
internal interface IPublicPoint<TPoint, TCached>
    where TPoint : struct, IPublicPoint<TPoint, TCached>
    where TCached : unmanaged
{
    static abstract void FromPoint(out TPoint result, in EdwardsPoint p);
    void ToPoint(out EdwardsPoint result);

    /// <summary>2P. T of the result may be left out unless asked for: a following doubling does not read it.</summary>
    static abstract void Double(ref TPoint p, bool withT);

    /// <summary>P + Q, or P - Q. T as for doubling.</summary>
    static abstract void AddVarTime(ref TPoint p, in TCached q, bool negative, bool withT);

    static abstract void Cache(out TCached result, in TPoint p);
}
