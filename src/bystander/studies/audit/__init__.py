"""What do the published counts of a deployment support?"""
