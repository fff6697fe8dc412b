"""Delivery to Nmbrs: plan, guard, apply, prove. Nothing here knows which transport speaks."""
