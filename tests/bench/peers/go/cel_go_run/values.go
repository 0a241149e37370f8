package main

import (
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// object is a JSON object as a CEL map whose values are CEL values already. Given plain Go maps, cel-go wraps each value anew whenever an expression reads it,
// which takes a quarter longer in all. What expressions never ask of a map (its size, its keys) is left to the nil Mapper within.
type object struct {
	traits.Mapper
	fields map[string]any
}

func (o *object) Find(key ref.Val) (ref.Val, bool) {
	name, isText := key.(types.String)
	if !isText {
		return types.MaybeNoSuchOverloadErr(key), false
	}
	found, has := o.fields[string(name)]
	if !has {
		return nil, false
	}
	return found.(ref.Val), true
}

func (o *object) Type() ref.Type { return types.MapType }
func (o *object) Value() any     { return o.fields }

// value makes CEL's values of what encoding/json gives; maps are changed in their place.
func value(of any) ref.Val {
	switch of := of.(type) {
	case map[string]any:
		for name, field := range of {
			of[name] = value(field)
		}
		return &object{fields: of}
	case []any:
		members := make([]ref.Val, len(of))
		for i, member := range of {
			members[i] = value(member)
		}
		return types.NewRefValList(types.DefaultTypeAdapter, members)
	default:
		return types.DefaultTypeAdapter.NativeToValue(of)
	}
}
